ARG NODE_IMAGE=node:26-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing that runs needs an install script; without its own the package `node` brings no second Node.js.
RUN npm ci --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="liveperson-outbound-gateway" \
  org.opencontainers.image.description="A GraphQL gateway over LivePerson's outbound messaging APIs" \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
# A number, so that Kubernetes can verify that it is not root. The gateway writes no files.
USER 10001:10001
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell between the signal and the process; the flag is that of `npm start`.
ENTRYPOINT []
CMD ["node", "--max-semi-space-size=8", "src/main.ts"]
