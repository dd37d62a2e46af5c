import { recipe, runAsProcess, specwright } from 'specwright/cli';

void runAsProcess(recipe(specwright.commands.history.load, 'npm run --silent history --'));
