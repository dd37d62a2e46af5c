export * from './sandbox/index.ts';
export {
  contractTests,
  type ContractTestOptions,
  type TestFunction,
} from '../specwright/contract/contract-tests.ts';
