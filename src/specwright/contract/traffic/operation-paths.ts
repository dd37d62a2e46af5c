/** How a path template may stand in a collection: `:taskId` for `{taskId}`, with or without a trailing slash. */
export function operationPaths(path: string): readonly RegExp[] {
  const pattern = path
    .split('/')
    .map((part) => (part.startsWith('{') ? '[^/"?]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return [new RegExp(`${pattern}/?(?:\\?|"|$)`, 'i')];
}
