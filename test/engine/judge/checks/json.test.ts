import assert from 'node:assert/strict';
import { faults, verdictOf, verdicts } from './checkOf';

describe('the check json', () => {
  verdicts([
    ['json', '{"a": [1, "二"]}', 'holds'],
    ['json', ' 42\n', 'holds'],
    ['not-json', '{}', 'The output is JSON.'],
    ['not-json', 'plain', 'holds'],
    ['json: true', '[]', 'holds'],
  ]);

  const broken = [
    '',
    'plain',
    '{"a": 1,}',
    "{'a': 1}",
    '{"a": 1} and more',
    '```json\n{"a": 1}\n```',
    'NaN',
    '{"a": "x',
  ];
  for (const output of broken) {
    it(`does not hold for ${JSON.stringify(output)}: a program could not parse it`, async () => {
      assert.match(await verdictOf('json', output), /^The output is not JSON: ./);
    });
  }

  faults([
    ['json: {type: object}', '"json" takes no argument.'],
    ['json: yes please', '"json" takes no argument.'],
  ]);
});
