export type { Finding, Severity } from '../contract/engine/finding.ts';
