import { tokens } from './tokens.ts';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function declarations(): readonly string[] {
  const { color, map, type, space, size, radius, elevation, motion, focus, deadline } = tokens;
  const lines: string[] = [];
  for (const [name, value] of Object.entries(color)) lines.push(`--${kebab(name)}: ${value.toLowerCase()};`);
  for (const [name, value] of Object.entries(map)) {
    if (typeof value === 'string' && value.startsWith('#')) lines.push(`--map-${kebab(name)}: ${value.toLowerCase()};`);
  }
  lines.push(`--font: ${type.family};`, `--font-mono: ${type.mono};`);
  for (const [role, [px, line, weight]] of Object.entries(type.scale)) {
    lines.push(`--type-${role}: ${String(weight)} ${String(px)}px/${String(line)}px var(--font);`);
  }
  for (const px of space) lines.push(`--space-${String(px)}: ${String(px)}px;`);
  for (const [name, value] of Object.entries(size)) {
    if (typeof value === 'number') lines.push(`--size-${kebab(name)}: ${String(value)}px;`);
    else {
      lines.push(`--size-${kebab(name)}: ${String(value[0])}px;`, `--size-${kebab(name)}-wide: ${String(value[1])}px;`);
    }
  }
  for (const [name, value] of Object.entries(radius)) lines.push(`--radius-${name}: ${String(value)}px;`);
  for (const [name, value] of Object.entries(elevation)) {
    lines.push(`--${name === 'scrim' ? name : `shadow-${kebab(name)}`}: ${value};`);
  }
  lines.push(
    `--motion-fast: ${String(motion.fastMs)}ms;`,
    `--motion-mid: ${String(motion.midMs)}ms;`,
    `--motion-slow: ${String(motion.slowMs)}ms;`,
    `--easing: ${motion.easing};`,
    `--focus-width: ${String(focus.width)}px;`,
    `--focus-offset: ${String(focus.offset)}px;`,
    `--deadline-bar: ${String(deadline.barHeight)}px;`,
  );
  return lines;
}

/** The text `tokens.css` must have; a test compares them, so that the two cannot drift apart. */
export function tokensAsCss(): string {
  return `:root {\n${declarations()
    .map((line) => `  ${line}`)
    .join('\n')}\n}\n`;
}
