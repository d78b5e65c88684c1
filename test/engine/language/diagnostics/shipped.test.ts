import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createLanguageService } from '../../../../src/engine/language/languageService';
import { KNOWN_ENDPOINTS } from '../../../../src/engine/model/knownEndpoints';
import { nodeFiles } from '../../../../src/node/nodeFiles';
import { say } from '../../../../src/wording';

const MEDIA = join(__dirname, '../../../../media');
const JUDGES = join(MEDIA, 'judges');

describe('what comes with Assay', () => {
  const clock = { now: () => new Date(0), monotonic: () => performance.now() };
  const host = { files: nodeFiles(), clock, judgesFolder: JUDGES };
  const service = createLanguageService({
    host,
    say: (code, args) => say(code, args),
    endpoints: () => KNOWN_ENDPOINTS,
  });

  for (const folder of [JUDGES, join(MEDIA, 'sample'), join(MEDIA, 'sample/judges')]) {
    const workspace = folder.endsWith('sample/judges') ? join(folder, '..') : folder;
    it(`has nothing to be corrected in ${basename(workspace)}/${basename(folder)}`, async function () {
      this.timeout(60_000);
      await service.index(workspace).whole();
      const names = readdirSync(folder).filter((name) => /\.prompt$|\.test\.\w+$/.test(name));
      assert.ok(names.length > 0);
      for (const name of names) {
        const file = join(folder, name);
        const text = { file, text: readFileSync(file, 'utf8'), workspace };
        const found = [...(await service.diagnostics(text)), ...(await service.idleDiagnostics(text))];
        const serious = found.filter(({ severity }) => severity === 'error' || severity === 'warning');
        assert.deepEqual(
          serious.map(({ code, range, args }) => [code, range.start.line + 1, args]),
          [],
          name,
        );
      }
    });
  }
});
