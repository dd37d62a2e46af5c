declare const sizes: readonly { readonly name: string; readonly limit: string }[];
export default sizes;
