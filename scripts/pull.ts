import { recipe, runAsProcess, specwright } from 'specwright/cli';

void runAsProcess(recipe(specwright.commands.pull.load, 'npm run pull --'));
