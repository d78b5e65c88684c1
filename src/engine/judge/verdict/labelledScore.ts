import type { LabelLine } from './labelLines';
import { isScale, type Scale, type ScoreValue } from './scale';
import { mayBeGrade } from './scoreLabels';
import { readOnlyScore, readScoreValue } from './scoreValue';

/** The score behind a label, or on the next line that is not blank. */
export function scoreAt(label: LabelLine, half: string, scale: Scale): ScoreValue {
  if (mayBeGrade(label, half) || namesOtherScale(half.slice(label.start, label.value), scale))
    return { score: null, end: label.value };
  const line = half.slice(label.value, label.end);
  if (line.trim().replace(/[*_`|:]/g, '') !== '') {
    const { score, end } = readScoreValue(line, scale);
    return { score, end: label.value + end };
  }
  const below = /^\s*\n\s*([^\n]*)(?=(?:\n\s*([^\n]*))?)/.exec(half.slice(label.end));
  if (below === null) return { score: null, end: label.end };
  const [all, next = '', afterNext = ''] = below;
  const end = label.end + all.length;
  const alone = readOnlyScore(next.replace(/^[-*+]\s+/, ''), scale);
  // A list of numbers, a rubric for instance, is no value.
  const isList = /^\d+[.)]\s/.test(next) || /^(?:[-*+]\s+)?[\d★⭐]/u.test(afterNext);
  if (alone !== null || isList) return { score: alone, end };
  const value = readScoreValue(next, scale);
  return { score: value.score, end: end - next.length + value.end };
}

/** Whether the words of a label say that the score is on another scale: `Score (0-100)`, `Rating (out of 10)`, `Score /10`. */
function namesOtherScale(label: string, scale: Scale): boolean {
  if (label.includes('%')) return true;
  const ends = /(\d+)\s*(?:-|–|~|to|到|至)\s*(\d+)/.exec(label);
  if (ends !== null) return !isScale(ends[1], ends[2], scale);
  const most =
    /(?:\/|out of|of|max\w*|滿分|满分|満点|만점)\s*(\d+)|(\d+)\s*(?:分|点|點|점)?\s*(?:滿分|满分|満点|만점|制)/iu.exec(
      label,
    );
  return most !== null && Number(most[1] ?? most[2]) !== scale.max;
}
