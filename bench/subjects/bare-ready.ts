import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Bare Node.js that sends ready bytes. Arguments: the port, and a JSON file with the answer of each path. */
const [port, file = ''] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const answers = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));

createServer((request, response) => {
  request.resume().on('end', () => {
    const bytes = answers.get(request.url ?? '') ?? Buffer.alloc(0);
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
      .end(bytes);
  });
}).listen(Number(port), '127.0.0.1');
