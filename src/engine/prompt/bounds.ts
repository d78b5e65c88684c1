/** What a prompt may ask for at most. Past a bound there is an error at the line, and nothing is sent. */
export const BOUNDS = {
  /** Bytes of UTF-8 of a prompt, and of each partial. */
  file: 256 * 1024,
  /** UTF-16 units of all partials of a prompt together. */
  partials: 4 * 1024 * 1024,
  /** UTF-16 units of the YAML between the fences. */
  frontmatter: 64 * 1024,
  /** Blocks and brackets inside of one another, and names in one path. */
  templateDepth: 64,
  /** Tags in one file. */
  tags: 5_000,
  /** Names and arguments in all tags of one file. */
  words: 20_000,
  /** Tags that one rendering runs through, each partial counted as often as it is included. */
  expandedTags: 50_000,
  /** Rounds of all loops of one rendering. */
  iterations: 200_000,
  /** UTF-16 units of a rendered prompt. */
  rendered: 16 * 1024 * 1024,
} as const;
