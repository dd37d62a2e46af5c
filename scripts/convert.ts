import { recipe, runAsProcess, specwright } from 'specwright/cli';

await runAsProcess(recipe(specwright.commands.convert.load, 'npm run --silent convert --'));
