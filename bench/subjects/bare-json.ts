import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * Bare Node.js that parses the upstream's answers and writes them again for each request. Arguments: the port, and a JSON
 * file with the upstream's texts for each path.
 */
const [port, file = ''] = process.argv.slice(2);
const upstream = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;

createServer((request, response) => {
  request.resume().on('end', () => {
    const texts = upstream[request.url ?? ''] ?? [];
    const bytes = Buffer.from(JSON.stringify(texts.map((text) => JSON.parse(text))));
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
      .end(bytes);
  });
}).listen(Number(port), '127.0.0.1');
