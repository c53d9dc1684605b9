"""The price of a service: what it must bring in, what keeps members, what others would pay."""
