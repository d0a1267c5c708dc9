/** Pages that the workstation refers to: map data licences. Everything else stays closed. */
const ALLOWED: readonly { readonly host: string; readonly path: RegExp }[] = [
  { host: 'www.openstreetmap.org', path: /^\/copyright\/?$/ },
  { host: 'opendatacommons.org', path: /^\/licenses\/odbl\// },
  { host: 'creativecommons.org', path: /^\/licenses\/by\// },
];

/** Whether an address may be handed to the person's browser. An allow-list: a scheme alone can start programs. */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  return ALLOWED.some(({ host, path }) => url.hostname === host && path.test(url.pathname));
}
