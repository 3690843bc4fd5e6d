"""``toctoc simulate``: the product's own routing, run against invented members.

``behaviour`` says what people do (stated before routing was tuned), ``population`` who they are,
``policies`` how a question is carried, ``engine`` runs the days, ``report`` measures.
"""
