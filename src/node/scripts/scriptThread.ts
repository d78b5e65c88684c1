import { parentPort } from 'node:worker_threads';
import { Sandbox } from './sandbox';
import type { ThreadAnswer, ThreadTask } from './threadMessages';

/** The program of the thread that scripts run in. */
function main(): void {
  const port = parentPort;
  if (port === null) return;
  const sandbox = new Sandbox();
  const answer = (message: ThreadAnswer) => port.postMessage(message);
  port.on('message', (task: ThreadTask) => void sandbox.perform(task).then(answer));
  answer('ready');
}

main();
