/** Of the pages around the references. */
export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
nav { padding: 0.6rem 1rem; font-size: 0.9rem; border-bottom: 1px solid #8884; }
.landing { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
.landing li { margin: 0.8rem 0; }
`;
