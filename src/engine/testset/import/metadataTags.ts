import type { ImportPlace, ImportReport } from './importReport';
import { isMap } from './records';

/** Longer texts are no tags. */
const LONGEST_TAG = 80;

/**
 * Metadata as tags, by which a run can be filtered: `lang: zh` is the tag `lang=zh`, and the items of `tags` are tags as
 * they stand. What is long, nested or would fall apart (tags are parted by commas) is not carried over.
 */
export function metadataTags(metadata: unknown, place: ImportPlace, report: ImportReport): string[] {
  if (metadata === undefined || metadata === null || metadata === '') return [];
  if (!isMap(metadata)) {
    report.lost(place, 'metadata', { key: 'metadata' });
    return [];
  }
  return Object.entries(metadata).flatMap(([key, value]) => {
    const tags = [value].flat().flatMap((each) => (isBlank(each) ? [] : [tagOf(key, each)]));
    if (tags.every((tag): tag is string => tag !== undefined)) return tags;
    report.lost(place, 'metadata', { key });
    return [];
  });
}

/** Tags as another tool has them. */
export function plainTags(tags: unknown, place: ImportPlace, report: ImportReport): string[] {
  return metadataTags(isBlank(tags) ? undefined : { tags }, place, report);
}

function tagOf(key: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value).trim();
  const tag = key === 'tags' || key === 'tag' ? text : `${key}=${text}`;
  return tag.length > LONGEST_TAG || /[,;，；、\n\r]/u.test(tag) ? undefined : tag;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
