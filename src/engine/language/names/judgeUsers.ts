import { judgePlaces } from '../index/judgePlaces';
import type { ProjectFiles } from './projectFiles';

/** The files of the judges of one's own that judge a test set, also where it names them behind thousands of cases. */
export async function judgesOfTests(file: string, files: ProjectFiles): Promise<string[]> {
  const { index } = files.context;
  const own = index.testSet(file)?.judgesUnread && files.reach === 'whole' ? await namedIn(file, files) : [];
  return own.length > 0 ? own : index.judgesOf(file);
}

/** The files that name a judge; where the question is about all of the project, also those of which the index has a part. */
export async function usersOfJudge(
  judge: string,
  files: ProjectFiles,
): Promise<{ file: string; kind: 'prompt' | 'testset' }[]> {
  const { index } = files.context;
  const users = index.usersOfJudge(judge).map(({ facts: { file, kind } }) => ({ file, kind }));
  if (files.reach !== 'whole') return users;
  for (const { file, judgesUnread } of index.testSets()) {
    if (judgesUnread && (await namedIn(file, files)).includes(judge)) users.push({ file, kind: 'testset' });
  }
  return users;
}

async function namedIn(file: string, files: ProjectFiles): Promise<string[]> {
  const document = await files.testSet(file);
  const list = document?.entry('judges')?.value;
  if (list === undefined) return [];
  return judgePlaces(list).flatMap(({ name }) => files.context.index.judgeFile(name, file) ?? []);
}
