import assert from 'node:assert/strict';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';

/** What is wrong, by code and by the text at its place. */
const faults = (text: string) =>
  parsePrompt(text).problems.map(({ code, range: { start, end } }) => {
    const line = text.split(/\r\n|\n/)[start.line] ?? '';
    return `${code} ${start.line + 1} ${line.slice(start.character, end.line === start.line ? end.character : undefined)}`;
  });

describe('a file that is no Dotprompt', () => {
  describe('because of a merge conflict', () => {
    for (const newline of ['\n', '\r\n']) {
      it(`is refused for that alone, with ${JSON.stringify(newline)}`, () => {
        const conflict = ['<<<<<<< HEAD', 'model: a', '=======', 'model: b', '>>>>>>> 合併'];
        const text = ['---', ...conflict, '---', '{{#if x}}'].join(newline);
        assert.deepEqual(faults(text), ['prompt.merge-conflict 2 <<<<<<< HEAD']);
      });
    }

    it('is found in the body and with three versions', () => {
      assert.deepEqual(faults('a\n<<<<<<< ours\nb\n||||||| base\nc\n=======\nd\n>>>>>>> theirs\n'), [
        'prompt.merge-conflict 2 <<<<<<< ours',
      ]);
    });

    it('is not seen in lines that only look like one', () => {
      for (const text of [
        'Title\n=======\ntext',
        '>>>>>>> quoted\n=======\n<<<<<<< x',
        'a <<<<<<< b\n=======\n>>>>>>> c',
      ]) {
        assert.deepEqual(faults(text), []);
      }
      assert.deepEqual(faults('<<<<<<<\n'.repeat(15_000) + '=======\n'.repeat(15_000)), []);
    });
  });

  it('but a prompt of Continue, is recognised', () => {
    for (const text of [
      'temperature: 0.5\nmaxTokens: 4096\n---\n<system>\nYou help.\n</system>\n{{{ input }}}',
      'name: Review\r\ndescription: 檢查\r\nstop:\r\n  - A\r\n- B\r\n# note\r\n\r\n---\r\nReview {{{ diff }}',
      'name: x\n---',
    ]) {
      assert.match(faults(text).join(), /^prompt\.dialect-continue 1 [^,]*$/);
    }
  });

  it('but a prompt of Humanloop, is recognised at its first message', () => {
    assert.deepEqual(
      faults('---\nmodel: gpt-4o\ntemperature: 0.7\nmax_tokens: -1\n---\n\n<system>\n  Hi {{x}}\n</system>'),
      ['prompt.dialect-humanloop 7 <system>'],
    );
  });

  it('is not suspected for a tag or a line of dashes', () => {
    for (const text of [
      '---\nmodel: p/m\nconfig:\n  temperature: 0\n---\n<system>\nAs XML\n</system>',
      'Some text\n---\nmore: text',
      'unknown: key\n---\ntext',
      '  ---\nmodel: x\n---\n',
      `${' '.repeat(250_000)}---`,
      '---\nmodel: p/m\ntemperature: 1\n---\nNo tags',
    ]) {
      assert.deepEqual(faults(text), []);
    }
  });
});
