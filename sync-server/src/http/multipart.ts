import { badRequest } from './couch-error.ts';

/** Parts of one document: the words and a few attachments. Ours have one. */
const MOST_PARTS = 20;
const MOST_HEADER_BYTES = 8_192;
const [CR_LF, HEADERS_END] = ['\r\n', '\r\n\r\n'];

export interface Part {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A view into the body, not a copy. */
  readonly bytes: Buffer;
}

/** The boundary that a content type names, or null where it is not of this multipart kind. RFC 2046: at most 70 characters. */
export function boundaryOf(contentType: string | undefined, kind: 'mixed' | 'related'): string | null {
  if (contentType === undefined || !new RegExp(`^multipart/${kind}\\s*(;|$)`, 'i').test(contentType)) return null;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? '';
  if (!/^[\x20-\x7e]{1,70}$/.test(boundary)) throw badRequest('Missing or bad boundary in Content-Type');
  return boundary;
}

function headersIn(text: string): Part['headers'] {
  const lines = text === '' ? [] : text.split(CR_LF);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw badRequest('Bad header in a part of the multipart body');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function partIn(bytes: Buffer): Part {
  // Without headers a part begins with the empty line itself.
  const end = bytes.indexOf(CR_LF) === 0 ? 0 : bytes.indexOf(HEADERS_END);
  if (end < 0 || end > MOST_HEADER_BYTES) throw badRequest('Bad headers of a part of the multipart body');
  const headers = headersIn(bytes.subarray(0, end).toString('latin1'));
  return { headers, bytes: bytes.subarray(end + (end === 0 ? CR_LF.length : HEADERS_END.length)) };
}

/**
 * The parts of a multipart body (RFC 2046) that was read whole: its route's limit bounds it. What stands before the first boundary and behind the last is
 * ignored, a body that breaks off is refused.
 */
export function partsOf(body: Buffer, boundary: string): readonly Part[] {
  const delimiter = Buffer.from(`${CR_LF}--${boundary}`);
  const parts: Part[] = [];
  // The first delimiter may be the very beginning.
  let at = body.indexOf(delimiter.subarray(CR_LF.length));
  if (at > 0) at = body.indexOf(delimiter) + CR_LF.length;
  if (at < CR_LF.length && at !== 0) throw badRequest('The multipart body does not hold its boundary');
  for (let from = at + delimiter.length - CR_LF.length; ;) {
    if (body.toString('latin1', from, from + 2) === '--') return parts;
    const line = body.indexOf(CR_LF, from);
    const end = line < 0 ? -1 : body.indexOf(delimiter, line);
    if (end < 0 || body.toString('latin1', from, line).trim() !== '') throw badRequest('The multipart body is cut off');
    if (parts.length === MOST_PARTS) throw badRequest('Too many parts in the multipart body');
    parts.push(partIn(body.subarray(line + CR_LF.length, end)));
    from = end + delimiter.length;
  }
}
