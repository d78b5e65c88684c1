import assert from 'node:assert/strict';
import { personName } from '../../../../src/engine/judge/labels';
import { labelFile } from '../../../../src/engine/judge/labels/labelFile';

const ADA = 'Ada Lovelace <ada@example.com>';

describe('the file of a person’s labels of a prompt', () => {
  it('can be read by people, in any script', () => {
    assert.match(
      labelFile('prompts/answer.prompt', ADA),
      /^prompts-answer\.prompt-[0-9a-f]{8}--Ada-Lovelace-[0-9a-f]{8}\.jsonl$/,
    );
    assert.match(
      labelFile('提示詞/回答.prompt', '王小明'),
      /^提示詞-回答\.prompt-[0-9a-f]{8}--王小明-[0-9a-f]{8}\.jsonl$/u,
    );
  });

  it('has no letter that a file system refuses, and never the address', () => {
    const name = labelFile('a:b*?"<>|\\c/../con.prompt', 'Eve\u0000/../../x <eve@example.com>');
    assert.match(name, /^[\p{L}\p{N}._-]+$/u);
    assert.doesNotMatch(name, /example/);
    assert.doesNotMatch(name, /^\./);
  });

  it('is another one for another prompt and another person, also where the names read the same', () => {
    const pairs: [string, string][] = [
      ['a/b.prompt', ADA],
      ['a-b.prompt', ADA],
      ['A-b.prompt', ADA],
      ['a-b.prompt', 'Ada Lovelace <other@example.com>'],
      ['a-b.prompt', '🙂'],
      ['a-b.prompt', '🙃'],
    ];
    assert.equal(new Set(pairs.map(([prompt, by]) => labelFile(prompt, by).toLowerCase())).size, pairs.length);
  });

  it('is the same however the letters of the name are composed', () => {
    assert.equal(labelFile('a.prompt', 'Zoë'), labelFile('a.prompt', 'Zoe\u0308'));
  });

  it('is never too long for a file system', () => {
    assert.ok(Buffer.byteLength(labelFile(`${'很長的資料夾/'.repeat(40)}a.prompt`, '名'.repeat(200))) < 255);
  });

  it('is named after the person, not after the address', () => {
    assert.equal(personName(ADA), 'Ada Lovelace');
    assert.equal(personName('<ada@example.com>'), '<ada@example.com>');
    assert.equal(personName('王小明'), '王小明');
  });
});
