import { plainText } from './plainText';
import { escapeXml } from './xml';

/** Text for HTML, of an element or an attribute, without anything that steers. */
export function text(value: string): string {
  return escapeXml(plainText(value));
}

/** An element that holds text only. @param name its class; none where it is empty */
export function element(tag: string, name: string, content: string): string {
  return `<${tag}${name === '' ? '' : ` class="${name}"`}>${text(content)}</${tag}>`;
}
