import { tryDouble } from '../src/core/identity/relying-party/test-kit.ts';

/**
 * Starts the local double of a national identity provider, for trying the product with an outside provider. It is not VNeID:
 * its citizens are made up and it keeps nothing. First argument: the product's public address.
 */
const PORT = 8099;
const productUrl = process.argv[2] ?? 'http://localhost:8080';
const { double, settings, close } = await tryDouble(productUrl, PORT);

console.log(`Bản thử, KHÔNG phải VNeID / a local double, NOT VNeID: ${double.url}`);
console.log(`Lỗi để thử / faults to put on: ${double.url}/loi\n`);
console.log(`Chạy ở cửa sổ khác / run in another window (${productUrl}):\n`);
console.log(
  `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')} npm start\n`,
);
console.log('Dừng bằng Ctrl+C / Ctrl+C stops it');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().then(() => process.exit(0)));
