import { recipe, runAsProcess, specwright } from 'specwright/cli';

void runAsProcess(recipe(specwright.commands.diff.load, 'npm run --silent diff --'));
