import assert from 'node:assert/strict';
import { languageOf } from '../../../../src/engine/judge/checks/language';
import { piiIn } from '../../../../src/engine/judge/checks/pii';
import { isRefusal } from '../../../../src/engine/judge/checks/refusal';
import { faults, verdictOf, verdicts } from './checkOf';

describe('the check refusal', () => {
  const REFUSED = [
    "I'm sorry, but I can't help with that.",
    'I am unable to provide medical advice.',
    'I cannot assist with this request.',
    'As an AI language model, I am not able to browse the internet.',
    'I must respectfully decline.',
    '很抱歉，我無法提供這項資訊。',
    '抱歉，我无法回答这个问题。',
    '對不起，我不能協助您完成這件事。',
    '身為 AI 語言模型，我無法提供投資建議。',
    '申し訳ありませんが、そのご質問にはお答えできません。',
    '죄송합니다. 그 요청은 도와드릴 수 없습니다.',
  ];
  const ANSWERED = [
    'Paris is the capital of France.',
    "You can't help a plant by watering it twice a day.",
    'The court refused to hear the case.',
    'Sorry for the wait! Here is the list: 1. apples',
    '無法連線時，請重新啟動路由器。',
    '這家公司拒絕提供退款，您可以向消保會申訴。',
    'この機能は無料では利用できません。',
    '',
  ];
  for (const text of REFUSED) it(`is one: ${text}`, () => assert.equal(isRefusal(text), true));
  for (const text of ANSWERED) it(`is none: ${text}`, () => assert.equal(isRefusal(text), false));

  verdicts([
    ['refusal', { output: 'Fine.', finishReason: 'refusal' }, 'holds'],
    ['refusal', 'Paris.', 'The output is no refusal: "Paris.".'],
    [
      'not-refusal',
      "I'm sorry, I can't help with that.",
      'The output is a refusal: "I\'m sorry, I can\'t help with that.".',
    ],
  ]);
  faults([['refusal: 5', '"refusal" takes no argument.']]);
});

describe('the check pii', () => {
  // Test numbers of the schemes themselves: ISO 7812 cards, the IBAN registry's examples, checksums computed by hand.
  const FOUND: [string, string][] = [
    ['email', 'Write to ada.lovelace+x@example.co.uk today'],
    ['phone', 'Call +886 912-345-678'],
    ['phone', '電話 02-2345-6789'],
    ['credit-card', 'Card 4111 1111 1111 1111'],
    ['iban', 'GB82 WEST 1234 5698 7654 32'],
    ['iban', 'DE89370400440532013000'],
    ['us-ssn', 'SSN 123-45-6789'],
    ['tw-id', '身分證 A123456789'],
    ['cn-id', '身份证 11010519491231002X'],
    ['jp-my-number', '個人番号 1234 5678 9018'],
    ['ip', 'from 192.168.0.254'],
  ];
  for (const [kind, text] of FOUND) {
    it(`finds ${kind} in ${text}`, () => {
      assert.ok(
        piiIn(text).some((each) => each.kind === kind),
        JSON.stringify(piiIn(text)),
      );
    });
  }
  const CLEAN = [
    'Order 4111 1111 1111 1112 shipped',
    'GB82 WEST 1234 5698 7654 33 is no IBAN',
    'A123456788',
    '110105194912310021',
    '1234 5678 9012',
    'version 1.2.3.400',
    'SSN 000-12-3456',
    'the ratio 3.14159 and the year 2024',
    'user@localhost',
  ];
  for (const text of CLEAN)
    it(`finds nothing in ${text}`, () =>
      assert.deepEqual(
        piiIn(text, ['credit-card', 'iban', 'tw-id', 'cn-id', 'jp-my-number', 'ip', 'us-ssn', 'email']),
        [],
      ));

  verdicts([
    ['not-pii', 'Nothing here.', 'holds'],
    ['not-pii: [email]', '4111 1111 1111 1111', 'holds'],
    ['pii', 'Nothing here.', 'There is no personal data in the output.'],
  ]);
  it('never repeats what it found', async () => {
    const said = await verdictOf('not-pii', 'ada@example.com, 4111 1111 1111 1111');
    assert.match(said, /email a•+m, credit-card 4•+1/);
    assert.doesNotMatch(said, /example|1111 1111/);
  });
  faults([
    [
      'pii: [shoe-size]',
      '"pii" takes no argument, or a list of: email, phone, credit-card, iban, us-ssn, tw-id, cn-id, jp-my-number, ip.',
    ],
  ]);
  it('comes to an end with hostile texts', () => {
    for (const part of ['1 ', 'a@', '1-', 'A1', '(1)', '+1 ', '1.', 'GB82 ']) piiIn(part.repeat(60_000));
  });
});

describe('the check language', () => {
  const LANGUAGES: [string, string | undefined][] = [
    ['Retrieval-augmented generation combines search with a language model.', 'en'],
    ['檢索增強生成結合了檢索系統與生成模型，讓回答有所依據。', 'zh-TW'],
    ['检索增强生成结合了检索系统与生成模型，让回答有所依据。', 'zh-CN'],
    ['検索拡張生成は、検索システムと生成モデルを組み合わせたものです。', 'ja'],
    ['검색 증강 생성은 검색과 생성 모델을 결합합니다.', 'ko'],
    ['La génération augmentée de récupération combine la recherche et un modèle de langue.', 'fr'],
    ['Die Antwort stützt sich auf die gefundenen Dokumente und ist deshalb überprüfbar.', 'de'],
    ['RAG 結合了檢索系統和 LLM，並用 `vector store` 儲存資料。', 'zh-TW'],
    ['好', undefined],
    ['OK', undefined],
    ['42', undefined],
    ['🙂🙂🙂', undefined],
  ];
  for (const [text, found] of LANGUAGES) {
    it(`is ${found} of ${text.slice(0, 30)}`, async () => assert.equal(await languageOf(text), found));
  }
  verdicts([
    ['language: zh-TW', '檢索增強生成結合了檢索系統與生成模型。', 'holds'],
    ['language: zh-Hant', '檢索增強生成結合了檢索系統與生成模型。', 'holds'],
    ['language: zh', '检索增强生成结合了检索系统与生成模型。', 'holds'],
    ['language: zh-TW', '检索增强生成结合了检索系统与生成模型。', 'The output is in zh-CN, not in zh-TW.'],
    ['language: [ja, en]', 'This answer is written in plain English words.', 'holds'],
    ['language: en', 'OK', 'There is too little text to tell its language.'],
    ['not-language: en', 'This answer is written in plain English words.', 'The output is in en.'],
  ]);
  faults([['language: english please', '"language" takes a tag such as zh-TW, or a list of them.']]);
});
