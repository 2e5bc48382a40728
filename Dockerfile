ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has Node.js 24, so the npm package `node` is left out. The gateway needs no install script.
# `npm ci` would reject the lock file on other platforms: see docs/decisions.md.
RUN npm pkg delete dependencies.node \
  && npm install --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="liveperson-outbound-gateway" \
  org.opencontainers.image.description="A GraphQL gateway over LivePerson's outbound messaging APIs" \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
# A number, so that Kubernetes can verify that it is not root. The gateway writes no files.
USER 10001:10001
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell between the signal and the process; the flags are those of `npm start`.
ENTRYPOINT []
CMD ["node", "--max-semi-space-size=4", "--no-sparkplug", "src/main.ts"]
