import { recipe, runAsProcess, specwright } from 'specwright/cli';

void runAsProcess(recipe(specwright.commands.propose.load, 'npm run --silent propose --'));
