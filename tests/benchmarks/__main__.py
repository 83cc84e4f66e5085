"""Every benchmark, in one run: `make bench`. Ratios are the point; absolute times are this machine's."""

from tests.benchmarks import descents, landscapes, page

descents.main()
landscapes.main()
page.main()
