import { recipe, runAsProcess, specwright } from 'specwright/cli';

const VERIFY =
  'node --conditions=@specwright/source --import tsx src/testing/cli/main.ts verify --format json';
const SETTINGS = ['--package', 'src/client/package.json', '--contract', VERIFY];

void runAsProcess(recipe(specwright.commands.bump.load, 'npm run --silent bump --', SETTINGS));
