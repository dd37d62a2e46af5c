import { recipe, runAsProcess, specwright } from 'specwright/cli';

await runAsProcess(recipe(specwright.commands.generate.load, 'npm run generate --'));
