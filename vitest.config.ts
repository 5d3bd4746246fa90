import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: [{ find: /^#(kernel|ui|core|systems|app)\//, replacement: fileURLToPath(new URL('./src/$1/', import.meta.url)) }] },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts', 'tools/**/*.test.ts', 'faults/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/before-each-file.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    // Test files of one worker share the modules they load: loading them anew for each of 250 files was a quarter of the run.
    // What a test changes in a module's memory it puts back itself.
    isolate: false,
  },
});
