import { recipe, runAsProcess, specwright } from 'specwright/cli';

await runAsProcess(recipe(specwright.commands.diff.load, 'npm run --silent diff --'));
