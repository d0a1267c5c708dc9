// npm start: from a fresh clone to an open workstation. Plain Node, nothing installed; every step says what it does.
import { complaintAboutNode } from './launch/node-version.mjs';

const complaint = complaintAboutNode(process.versions.node);
if (complaint !== null) {
  console.error(complaint);
  process.exit(1);
}
const { launch } = await import('./launch/launch.mjs');
await launch(process.argv.slice(2));
