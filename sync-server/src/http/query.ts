import type { FastifyRequest } from 'fastify';
import { badQuery, badRequest } from './couch-error.ts';

/** Query parameters as CouchDB reads them: values are JSON where they are not plain words. */
export interface Query {
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  readonly count: (name: string) => number | undefined;
  readonly json: (name: string) => unknown;
}

export function queryOf(request: FastifyRequest): Query {
  const given = request.query as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const last = Array.isArray(value) ? (value.at(-1) as unknown) : value;
    return typeof last === 'string' ? last : undefined;
  };
  return {
    text,
    flag: (name) => {
      const value = text(name);
      if (value === undefined || value === 'false' || value === '') return false;
      if (value === 'true') return true;
      throw badQuery(`Invalid boolean parameter: "${value.slice(0, 40)}"`);
    },
    count: (name) => {
      const value = text(name);
      if (value === undefined || value === '') return undefined;
      if (!/^\d{1,15}$/.test(value)) throw badQuery(`Invalid value for integer: "${value.slice(0, 40)}"`);
      return Number(value);
    },
    json: (name) => {
      const value = text(name);
      if (value === undefined) return undefined;
      try {
        return JSON.parse(value) as unknown;
      } catch {
        throw badRequest(`Invalid JSON in ${name}`);
      }
    },
  };
}
