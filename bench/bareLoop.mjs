// What `assay eval` is measured against: the same calls in a plain loop over the `openai` client.
import OpenAI from 'openai';

const [baseURL, cases, concurrency] = process.argv.slice(2);
const client = new OpenAI({ apiKey: 'sk-bench-0123456789', baseURL, maxRetries: 0 });
let next = 0;
let passed = 0;

async function worker() {
  while (next < Number(cases)) {
    const question = `question ${next++}`;
    const stream = await client.chat.completions.create({
      model: 'bench',
      messages: [
        { role: 'system', content: 'Answer the question in one sentence.' },
        { role: 'user', content: question },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';
    if (text.includes('answer')) passed++;
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, worker));
console.log(passed);
