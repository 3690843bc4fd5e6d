"""A small OpenID provider that imitates Pro Santé Connect, for the demo and the tests.

Same discovery path, claims and `acr` as the real one (ecosystem.md 3.1); every identity is
invented. It is mounted at /psc-demo/ where `settings.DEMO` is true, and nowhere else.
"""
