import { style } from './style.ts';

/** The page that leads to both references. */
export function landingPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>bpcc-task-routing: reference</title>
<style>${style}</style>
</head>
<body>
<main class="landing">
<h1>bpcc-task-routing</h1>
<p>The Task Routing API of Bright Pattern Contact Center, for TypeScript.</p>
<ul>
<li><a href="typescript/index.html">TypeScript API</a>: client, contract checks, sandbox</li>
<li><a href="http/index.html">HTTP API</a>: the OpenAPI document, operation by operation</li>
</ul>
</main>
</body>
</html>
`;
}
