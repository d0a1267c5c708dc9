// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { PhotoInput } from './photo-input.tsx';
import { fillJsdomGaps } from './testing/jsdom-gaps.ts';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const jpg = new File(['x'], 'IMG_2.JPG', { type: 'image/jpeg' });
const ofWindows = new File(['x'], 'IMG_1.HEIC');
const ofMac = new File(['x'], 'IMG_3.heic', { type: 'image/heic' });

it('takes the pictures of what is chosen or dropped, and names what it did not take until the next', () => {
  const onPhotos = vi.fn();
  render(<PhotoInput label="加照片" onPhotos={onPhotos} />);
  const input = screen.getByLabelText('加照片');
  fireEvent.change(input, { target: { files: [ofWindows, jpg, ofMac] } });
  expect(onPhotos.mock.calls).toEqual([[[jpg]]]);
  expect(screen.getByRole('alert').textContent).toBe('没有加上 IMG_1.HEIC、IMG_3.heic：只收照片（JPG、PNG、WebP）。');
  fireEvent.drop(input, { dataTransfer: { files: [ofWindows] } });
  expect(onPhotos).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('alert').textContent).toContain('没有加上 IMG_1.HEIC：');
  fireEvent.drop(input, { dataTransfer: { files: [jpg] } });
  expect(screen.queryByRole('alert')).toBeNull();
});
