/** For a command of its own that verifies with a suite of its own. */
export { documentSubject, type VerifyPlace, type VerifySubject } from './subject.ts';
export { VERIFY_NOTES, VERIFY_OPTIONS, type VerifyValues } from './verify-options.ts';
export { verifySubject } from './verify-subject.ts';
