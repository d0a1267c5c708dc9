import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CouchError, forbidden } from '../http/couch-error.ts';
import { entryOf, scopeOf } from '../http/entry.ts';
import type { Server } from '../server.ts';

/** /:db itself. Counts and sizes would tell of others: they are zero, and the sequence is sealed. */
export function databaseRoute(app: FastifyInstance, server: Server): void {
  const describe = (request: FastifyRequest): unknown => {
    const entry = entryOf(request);
    const { database } = entry;
    return {
      db_name: database.name,
      update_seq: server.seal.seal(scopeOf(entry), database.changes.now()),
      doc_count: 0,
      doc_del_count: 0,
      sizes: { file: 0, external: 0, active: 0 },
      purge_seq: 0,
      disk_format_version: 8,
      compact_running: false,
      instance_start_time: '0',
      cluster: { q: 1, n: 1, w: 1, r: 1 },
      props: {},
    };
  };
  const refuseCreation = (): never => {
    throw new CouchError(412, 'file_exists', 'The database could not be created, the file already exists.');
  };
  const refuseDeletion = (): never => {
    throw forbidden('Databases are not deleted through sync.');
  };
  // PouchDB asks with a slash behind the name.
  for (const path of ['/:db', '/:db/']) {
    app.get(path, describe);
    app.put(path, refuseCreation);
    app.delete(path, refuseDeletion);
  }
  app.post('/:db/_ensure_full_commit', (_request, reply) => {
    void reply.code(201).send({ ok: true, instance_start_time: '0' });
  });
}
