import { recipe, runAsProcess, specwright } from 'specwright/cli';

void runAsProcess(recipe(specwright.commands.convert.load, 'npm run --silent convert --'));
