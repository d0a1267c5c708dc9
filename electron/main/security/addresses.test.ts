import { describe, expect, it } from 'vitest';
import { contentPolicy } from './content-policy.ts';
import { mayOpenOutside } from './external-links.ts';
import { isOwnPage } from './own-page.ts';

describe('our own page', () => {
  it.each([
    ['app://workstation/index.html', true],
    ['app://workstation/index.html#a', true],
    ['app://workstation.evil.cn/', false],
    ['app://user@workstation/', false],
    ['https://workstation/', false],
    ['file:///index.html', false],
    ['javascript:alert(1)', false],
    ['no address', false],
  ])('%s: %s', (address, expected) => {
    expect(isOwnPage(address)).toBe(expected);
  });
});

describe('what the person’s browser may open', () => {
  it.each([
    ['https://www.openstreetmap.org/copyright', true],
    ['https://opendatacommons.org/licenses/odbl/1-0/', true],
    ['http://www.openstreetmap.org/copyright', false],
    ['https://www.openstreetmap.org/login', false],
    ['https://www.openstreetmap.org.evil.cn/copyright', false],
    ['https://www.openstreetmap.org:8443/copyright', false],
    ['file:///etc/passwd', false],
    ['smb://server/share', false],
  ])('%s: %s', (address, expected) => {
    expect(mayOpenOutside(address)).toBe(expected);
  });
});

describe('the content policy', () => {
  it('names the one server, and no other source', () => {
    expect(contentPolicy('https://grid.example.cn:8443')).toContain("connect-src 'self' https://grid.example.cn:8443;");
    expect(contentPolicy(null)).toContain("connect-src 'self';");
  });
  it('lets in pictures of allowed hosts only, and nothing else of theirs', () => {
    const policy = contentPolicy(null, ['t0.tianditu.gov.cn']);
    expect(policy).toContain("img-src 'self' blob: data: https://t0.tianditu.gov.cn;");
    expect(policy.match(/tianditu/g)).toHaveLength(1);
    expect(contentPolicy(null)).not.toContain('tianditu');
  });
  it('never allows inline code or eval', () => {
    expect(contentPolicy(null)).not.toMatch(/'unsafe-inline'|'unsafe-eval'/);
  });
});
