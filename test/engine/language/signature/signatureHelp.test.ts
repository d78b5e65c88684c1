import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';

/** The signature at the cursor, with the parameter that is being written in « ». */
async function shown(template: string, others: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const { service, text, cursor } = languageWorkspace({ 'a.prompt': template, ...others });
  await service.index(WORKSPACE).whole();
  const help = service.signatureHelp(text('a.prompt'), cursor('a.prompt'));
  const [signature] = help?.signatures ?? [];
  if (signature === undefined) return undefined;
  const { label } = signature.parameters?.[help?.activeParameter ?? 0] ?? {};
  if (!Array.isArray(label)) return signature.label;
  const [start, end] = label;
  return `${signature.label.slice(0, start)}«${signature.label.slice(start, end)}»${signature.label.slice(end)}`;
}

describe('signature help', () => {
  const examples: [string, string | undefined][] = [
    ['{{role ‸}}', 'role «name»'],
    ['{{role "sy‸"}}', 'role «name»'],
    ['{{json ‸', 'json «value» indent='],
    ['{{json user.na‸me}}', 'json «value» indent='],
    ['{{json value ‸}}', 'json value «indent=»'],
    ['{{json value indent=‸}}', 'json value «indent=»'],
    ['{{json value indent=2 ‸}}', 'json value indent='],
    ['{{media contentType="image/‸" url=x}}', 'media url= «contentType=»'],
    ['{{media url=x ‸}}', 'media url= «contentType=»'],
    ['{{lookup map ‸}}', 'lookup map «key»'],
    ['{{json (lookup ‸ key) indent=2}}', 'lookup «map» key'],
    ['{{json (lookup map key) ‸}}', 'json value «indent=»'],
    ['{{#if ‸}}', '#if «condition»'],
    ['{{#each items ‸}}', '#each list «as |item index|»'],
    ['{{#each items as |item ‸|}}', '#each list «as |item index|»'],
    ['{{#ifEquals 語言 "‸"}}', '#ifEquals one «other»'],
    ['{{else if ‸}}', '#if «condition»'],
    ['{{> card ‸}}', '> card «context» title= question='],
    ['{{> card title=‸}}', '> card context «title=» question='],
    ['{{> card title="x" ‸}}', '> card context title= «question=»'],
    ['{{js‸on}}', undefined],
    ['{{question ‸}}', undefined],
    ['{{history ‸}}', undefined],
    ['{{/if ‸}}', undefined],
    ['{{! role ‸ }}', undefined],
    ['text ‸', undefined],
  ];
  for (const [template, expected] of examples) {
    it(JSON.stringify(template), async () => {
      assert.equal(await shown(template, { '_card.prompt': '{{title}} {{question}}' }), expected);
    });
  }

  it('says what a helper and its parameters are', async () => {
    const { service, text, cursor } = languageWorkspace({ 'a.prompt': '{{lookup ‸}}' });
    const help = service.signatureHelp(text('a.prompt'), cursor('a.prompt'));
    assert.doesNotMatch(JSON.stringify(help), /about\./);
    assert.match(JSON.stringify(help), /The map or the list to look in\./);
  });

  it('never fails, and marks a parameter that is there', () => {
    const piece = fc.constantFrom(
      ...['{{', '}}', '{{#', '{{> ', '{{!', '(', ')', ' ', '=', '"', "'", '|', ' as |', '\n', '[', ']', '.', '@', '/'],
      ...['json', 'media', 'url', 'if', 'each', 'lookup', 'card', 'else', '名稱', 'x'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(), (pieces, seed) => {
        const text = pieces.join('');
        const { service } = languageWorkspace({ 'a.prompt': text, '_card.prompt': '{{title}}' });
        const position = TextDocument.create('a', 'x', 0, text).positionAt(seed % (text.length + 1));
        const help = service.signatureHelp({ file: `${WORKSPACE}/a.prompt`, text, workspace: WORKSPACE }, position);
        for (const { label, parameters = [] } of help?.signatures ?? []) {
          for (const { label: place } of parameters) {
            assert.ok(Array.isArray(place) && place[0] < place[1] && place[1] <= label.length);
          }
        }
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
