import { recipe, runAsProcess, specwright } from 'specwright/cli';

await runAsProcess(recipe(specwright.commands.pull.load, 'npm run pull --'));
