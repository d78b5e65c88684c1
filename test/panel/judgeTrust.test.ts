import assert from 'node:assert/strict';
import { panels } from './panels';
import { STATES } from './states';

describe('judges that people have scored', () => {
  const open = panels();
  const opened = async () => {
    const panel = await open({ width: 420, height: 900 });
    await panel.post(...(STATES.trust ?? []));
    await panel.settled();
    return panel;
  };

  it('that do not agree with them are warned of below the scores, with the scores corrected', async () => {
    const { page } = await opened();
    const [warning, ...others] = await page.locator('.trust').allInnerTexts();
    assert.deepEqual(others, [], 'a judge that agrees needs no words');
    assert.match(warning ?? '', /The judge correctness does not agree with people: kappa 0\.41, below 0\.60/);
    assert.match(warning ?? '', /mean 3\.4 \(95 % 2\.9 to 3\.8\), pass rate 52 %/);
  });

  it('have a mark beside their mean, and those not to be relied on beside each score; a click shows how far', async () => {
    const panel = await opened();
    const marks = panel.page.locator('.judge-means .standing');
    assert.equal(await marks.count(), 2);
    assert.match((await marks.nth(1).getAttribute('aria-label')) ?? '', /The judge tone agrees with people/);
    const besideScore = panel.page.locator('.detail .verdict-line .standing');
    assert.equal(await besideScore.count(), 1);
    await besideScore.click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'showJudge', judge: 'correctness' });
  });

  it('stand beside checks, whose groups show what each of their parts found', async () => {
    const { page } = await opened();
    const lines = (await page.locator('.detail .verdicts .verdicts').first().innerText()).split('\n').filter(Boolean);
    assert.deepEqual(lines, [
      'The output does not contain "外部".',
      '0 of 2 checks hold, and at least 1 has to.',
      'The output is not JSON: it is empty.',
      'The output is not well-formed XML: there is no element.',
    ]);
    const holding = page.locator('.detail .verdicts > li', { hasText: 'any holds' });
    assert.match(await holding.innerText(), /contains holds\s+The output has 412 characters/);
  });
});
