/**
 * Somebody's words as a part of Markdown that means nothing more than they say: no link, no image that would be fetched, no
 * heading. Line breaks stay.
 */
export function asText(words: string): string {
  return words.replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&').replace(/\r\n|\r|\n/g, '  \n');
}
