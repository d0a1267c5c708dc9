import { useEffect, useState } from 'react';
import type { TaskDocument } from '../../../shared/domain/task.ts';
import { useWorkstation } from '../../data/hooks.ts';

/** The tasks that targets name, those that are here. `undefined` until read. */
export function useTasks(byTask: ReadonlyMap<string, unknown>): readonly TaskDocument[] | undefined {
  const { records } = useWorkstation();
  const [tasks, setTasks] = useState<readonly TaskDocument[]>();
  useEffect(() => {
    const reading = { isOver: false };
    void records.many('task', [...byTask.keys()]).then((found) => {
      if (!reading.isOver) setTasks(found);
    });
    return () => {
      reading.isOver = true;
    };
  }, [records, byTask]);
  return tasks;
}
