// Where cuts lie in a picture: the same sums as `Cut` in articles/renditions.py, for showing them before they are made.

const within = (value, most) => Math.min(Math.max(value, 0), Math.max(most, 0));

export function boxOf(width, height, ratio, [x, y]) {
  const across = Math.min(width, height * ratio);
  const down = Math.min(height, width / ratio);
  return [within(x * width - across / 2, width - across), within(y * height - down / 2, height - down), across, down];
}

// A step of the arrow keys, in shares of the picture; null for any other key.
export function moved([x, y], key, step) {
  const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? [];
  return right === undefined ? null : [within(x + right * step, 1), within(y + down * step, 1)];
}
