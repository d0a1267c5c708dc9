import './ui/styles.css';
import { assert } from '../shared/lib/assert.ts';
import { start } from './app/start.tsx';

const root = document.getElementById('root');
assert(root !== null, 'index.html has #root');
start(root).catch((cause: unknown) => {
  // Nothing is drawn yet: the plainest words there are.
  console.error('[workstation] start', cause);
  root.textContent = '工作站没有打开。资料没有丢，都在本机。关掉这一页再打开；还不行请联系信息员（编号 E-START）。';
});
