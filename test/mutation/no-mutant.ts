declare global {
  var __stryker__: { activeMutant?: string } | undefined;
}

// A worker keeps the mutant of the run before, which must not act while a test file collects its tests.
if (globalThis.__stryker__ !== undefined) delete globalThis.__stryker__.activeMutant;
