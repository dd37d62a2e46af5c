import { recipe, runAsProcess, specwright } from 'specwright/cli';

await runAsProcess(recipe(specwright.commands.history.load, 'npm run --silent history --'));
