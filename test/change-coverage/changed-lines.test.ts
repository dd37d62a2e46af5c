import { describe, expect, it } from 'vitest';
import { changedLines } from '../../scripts/change-coverage/changed-lines.ts';
import { coverageOfChange } from '../../scripts/change-coverage/covered-lines.ts';

const DIFF = `diff --git src/a.ts src/a.ts
index 1..2 100644
--- src/a.ts
+++ src/a.ts
@@ -3 +3,2 @@ function a() {
-old
+new
+newer
@@ -9,2 +10,0 @@
-gone
-gone
@@ -20,0 +19 @@
+last
diff --git src/old.ts src/old.ts
deleted file mode 100644
--- src/old.ts
+++ /dev/null
@@ -1,2 +0,0 @@
-x
-y
`;

const statement = (line: number) => ({ start: { line } });
const COVERAGE = JSON.stringify({
  '/root/src/a.ts': {
    path: '/root/src/a.ts',
    statementMap: { 0: statement(3), 1: statement(4), 2: statement(4), 3: statement(8), 4: statement(19) },
    s: { 0: 5, 1: 0, 2: 1, 3: 0, 4: 0 },
  },
  '/root/src/b.ts': { path: '/root/src/b.ts', statementMap: { 0: statement(3) }, s: { 0: 0 } },
});

describe('coverage of a change', () => {
  it('reads which lines a diff added, and forgets what it removed', () => {
    expect(changedLines(DIFF)).toEqual(new Map([['src/a.ts', new Set([3, 4, 19])]]));
  });

  it('counts changed lines that hold a statement, and names those that no test reaches', () => {
    expect(coverageOfChange(COVERAGE, changedLines(DIFF), '/root')).toEqual({
      reached: 2,
      all: 3,
      missed: ['src/a.ts:19'],
    });
  });

  it('asks nothing of a change without code', () => {
    expect(coverageOfChange(COVERAGE, new Map(), '/root')).toEqual({ reached: 0, all: 0, missed: [] });
  });
});
