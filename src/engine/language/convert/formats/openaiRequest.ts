import { chatMessages } from '../chatContent';
import type { ConvertFormat, PromptDraft } from '../conversion';
import { isMap, mapOf } from '../convertSource';
import { modelNamed } from '../naming';
import { outputFormat, toolDefinitions } from '../outputFormat';
import { settings } from '../settings';
import { textPiece } from '../templatePieces';

/**
 * A request to a chat-completions API as JSON (platform.openai.com, "Create chat completion"). It has no variables: what looks
 * like one in a message is text.
 */
export const openaiRequest: ConvertFormat = {
  name: 'openai',
  title: 'OpenAI chat completion',

  recognises({ data }) {
    if (!isMap(data)) return 0;
    // Lines of the Batch API have the request inside.
    const request = isMap(data.body) ? data.body : data;
    return Array.isArray(request.messages) && typeof request.model === 'string' ? 7 : 0;
  },

  convert({ data }, report) {
    const given = mapOf(data);
    const { messages, model, tools, functions, response_format, ...others } = isMap(given.body) ? given.body : given;
    const output = outputFormat(response_format, report);
    const declared = toolDefinitions(tools ?? functions, report);
    const draft: PromptDraft = {
      ...modelNamed(model, report),
      config: settings(others, report),
      variables: new Map(),
      ...(output !== undefined && { output }),
      ...(declared !== undefined && { tools: declared }),
      messages: chatMessages(Array.isArray(messages) ? messages : [], (text) => [textPiece(text)], report),
    };
    return [{ draft }];
  },
};
